using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Perun.Backtest.Keeping;
using Perun.Facts;
using Perun.Web.Live;
using Perun.Web.Parts;

namespace Perun.Web.Pages;

/// Renders components to HTML. Whole pages and the sections that keep them live come from the same components.
internal sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    public Task<string> HomeAsync(Overview overview) =>
        RenderAsync(typeof(HomePage), new() { ["Overview"] = overview });

    public Task<string> WhyAsync(Overview overview, Explanation explanation) =>
        RenderAsync(typeof(WhyPage), new() { ["Overview"] = overview, ["Explanation"] = explanation });

    public Task<string> RunsAsync(Overview overview, IReadOnlyList<KeptRun> runs) =>
        RenderAsync(typeof(RunsPage), new() { ["Overview"] = overview, ["Runs"] = runs });

    public Task<string> TroubleAsync(int status, string text) =>
        RenderAsync(typeof(TroublePage), new() { ["Status"] = status, ["Text"] = text });

    public async Task<IReadOnlyList<Section>> StoryAsync(Explanation explanation) =>
        [new("story", await RenderAsync(typeof(Story), new() { ["Explanation"] = explanation }))];

    public async Task<IReadOnlyList<Section>> SectionsAsync(IReadOnlyList<(string Id, Type Part)> parts, Overview overview)
    {
        var sections = new List<Section>(parts.Count);
        foreach (var (id, part) in parts)
            sections.Add(new(id, await RenderAsync(part, new() { ["Overview"] = overview })));
        return sections;
    }

    // A renderer keeps every component it has rendered, so each rendering has its own.
    private async Task<string> RenderAsync(Type component, Dictionary<string, object?> parameters)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync(component, ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}

using Microsoft.AspNetCore.Components;
using Perun.Facts;

namespace Perun.Web.Parts;

/// A section of a page that shows part of the overview.
public abstract class OverviewPart : ComponentBase
{
    [Parameter, EditorRequired]
    public required Overview Overview { get; set; }

    protected Status Status => Overview.Status;
}

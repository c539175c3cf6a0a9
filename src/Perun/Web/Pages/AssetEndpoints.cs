using System.Reflection;
using Perun.Web.Api;
using Perun.Web.Gates;

namespace Perun.Web.Pages;

/// Style, script and icon. They travel inside the assembly; only what is in it can be asked for.
internal static class AssetEndpoints
{
    private const string Folder = "wwwroot/";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var assembly = typeof(AssetEndpoints).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            var type = TypeOf(name);
            var body = Read(assembly, name);
            routes.MapMethods(name[Folder.Length..], [HttpMethods.Get, HttpMethods.Head], (HttpContext context) =>
            {
                context.Response.ContentType = type;
                return Answer.WriteAsync(context, body);
            }).WithMetadata(new NeedsNoToken());
        }
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var body = new byte[stream.Length];
        stream.ReadExactly(body);
        return body;
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}

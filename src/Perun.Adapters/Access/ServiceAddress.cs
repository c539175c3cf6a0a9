namespace Perun.Adapters.Access;

/// Where a service or a model may live. Without TLS only this computer is spoken to: the key travels with every request.
internal static class ServiceAddress
{
    private const string Example = "https://api.example.com";

    /// What is wrong with it; null where nothing is.
    /// <param name="like">What a right one looks like.</param>
    /// <param name="keySetting">Where a key belongs.</param>
    public static string? WhyNot(string address, string like = Example, string keySetting = "a setting") =>
        WhyNot(Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : new Uri("/", UriKind.Relative), like, keySetting);

    public static string? WhyNot(Uri address, string like = Example, string keySetting = "a setting") => address switch
    {
        { IsAbsoluteUri: false } or { Scheme: not ("http" or "https") } => $"it is no address: give one like {like}",
        { UserInfo.Length: > 0 } => $"it holds a name or a password: give the key as {keySetting}",
        { Query.Length: > 0 } or { Fragment.Length: > 0 } => "it goes on after the path: leave out what follows ? or #",
        { Scheme: "https" } or { IsLoopback: true } => null,
        _ => "http:// would send key and questions in the clear: use https://, or an address on this computer",
    };
}

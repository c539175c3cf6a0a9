namespace Perun.Adapters.Sources.Services;

/// Where a service may live. Without TLS only this computer is spoken to: the key travels with every request.
internal static class ServiceAddress
{
    /// What is wrong with it; null where nothing is.
    public static string? WhyNot(Uri address) => address switch
    {
        { IsAbsoluteUri: false } => "it is no address: give one like https://api.example.com",
        { UserInfo.Length: > 0 } => "it holds a name or a password: give the key as a setting",
        { Query.Length: > 0 } or { Fragment.Length: > 0 } => "it goes on after the path: leave out what follows ? or #",
        { Scheme: "https" } => null,
        { Scheme: "http", IsLoopback: true } => null,
        { Scheme: "http" } => "http:// would send the key in the clear: use https://, or an address on this computer",
        _ => "it is neither https:// nor http:// on this computer",
    };
}

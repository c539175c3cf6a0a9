using System.Text.Json;

namespace Perun.VenueServers.Tests.OpenApi;

/// A request and its answer, as they went over the wire.
public sealed record RecordedExchange(string Method, string Path, int Status, JsonElement Body);

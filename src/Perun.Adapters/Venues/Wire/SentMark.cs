using System.Net;
using System.Net.Http.Headers;

namespace Perun.Adapters.Venues.Wire;

/// A request's body that remembers whether it began to leave: before that, nothing can have been done with it.
internal sealed class SentMark : HttpContent
{
    private readonly ReadOnlyMemory<byte> _body;
    private int _hasStarted;

    public SentMark(ReadOnlyMemory<byte> body, string type)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue(type);
    }

    public bool HasStarted => Volatile.Read(ref _hasStarted) != 0;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _hasStarted, 1);
        await stream.WriteAsync(_body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}

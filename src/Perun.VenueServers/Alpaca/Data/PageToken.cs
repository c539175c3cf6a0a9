using System.Globalization;
using System.Text;

namespace Perun.VenueServers.Alpaca.Data;

/// Where a page ended: the symbol, and the last item's place in its order.
internal readonly record struct PageToken(string Symbol, long Key)
{
    public static bool TryRead(string text, out PageToken token)
    {
        token = default;
        Span<byte> bytes = stackalloc byte[256];
        if (!Convert.TryFromBase64String(text, bytes, out var count)) return false;
        var plain = Encoding.UTF8.GetString(bytes[..count]);
        var bar = plain.LastIndexOf('|');
        if (bar < 1 || !long.TryParse(plain.AsSpan(bar + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var key)) return false;
        token = new PageToken(plain[..bar], key);
        return true;
    }

    public override string ToString() => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Symbol}|{Key}"));
}

using System.Text.Json;
using Perun.Core.Instruments;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Assets;

/// What can be traded, as Alpaca describes it.
public sealed class Asset(InstrumentId instrument, Instrument particulars, string name, string exchange)
{
    public Guid Id { get; } = Identities.Of("asset " + particulars.Symbol);

    public InstrumentId Instrument => instrument;

    public Instrument Particulars => particulars;

    public string Symbol => particulars.Symbol;

    public bool IsCrypto => particulars.AssetClass == AssetClass.Crypto;

    public string Class => IsCrypto ? "crypto" : "us_equity";

    public string Exchange => exchange;

    public string Name => name;

    /// A position in crypto has a name without the stroke.
    public string PositionSymbol => Symbol.Replace("/", "", StringComparison.Ordinal);

    public bool IsActive { get; set; } = true;

    public bool IsTradable { get; set; } = true;

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("class", Class);
        json.WriteString("exchange", Exchange);
        json.WriteString("symbol", Symbol);
        json.WriteString("name", Name);
        json.WriteString("status", IsActive ? "active" : "inactive");
        json.WriteBoolean("tradable", IsTradable && IsActive);
        json.WriteBoolean("marginable", !IsCrypto);
        json.WriteBoolean("shortable", particulars.CanBeShorted);
        json.WriteBoolean("easy_to_borrow", particulars.CanBeShorted);
        json.WriteBoolean("fractionable", true);
        if (IsCrypto)
        {
            json.WriteString("min_order_size", Reply.Text(particulars.MinQuantity));
            json.WriteString("min_trade_increment", Reply.Text(particulars.Lot));
            json.WriteString("price_increment", Reply.Text(particulars.Tick));
        }
        else
        {
            json.WriteString("borrow_status", "easy_to_borrow");
            json.WriteString("margin_requirement_long", "100");
            json.WriteString("margin_requirement_short", "100");
        }
        json.WriteStartArray("attributes");
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

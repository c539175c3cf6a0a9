using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Streams;

/// The stream of an account's order updates: authenticate, listen, hear. Frames are binary, with JSON inside, as for paper accounts.
internal sealed class TradingStream(Venue venue)
{
    private const string Name = "trade_updates";
    private TimeSpan _refusesUntil = TimeSpan.MinValue;

    public async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }
        if (venue.Faults.Strike(StreamFaults.Full, Name, venue.Elapsed) is { } full) _refusesUntil = venue.Elapsed + full.For;
        if (venue.Elapsed < _refusesUntil)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }
        using var socket = await LiveSocket.AcceptAsync(context);
        var sender = new FrameSender(socket, venue.Faults, StreamFaults.Frames, () => venue.Elapsed, length => _refusesUntil = venue.Elapsed + length, default);
        var session = new Session(venue, sender);
        try
        {
            await socket.RunAsync(session.Take, context.RequestAborted);
        }
        finally
        {
            session.Leave();
        }
    }

    private sealed class Session(Venue venue, FrameSender sender)
    {
        private TradingAccount? _account;
        private bool _listens;

        public void Take(ReadOnlyMemory<byte> message)
        {
            JsonNode? body = null;
            try
            {
                body = JsonNode.Parse(message.Span);
            }
            catch (JsonException)
            {
                // said below
            }
            if (body is not JsonObject asked || asked["action"] is not JsonValue action)
            {
                Say("""{"action":"error","data":{"error_message":"invalid syntax"}}""");
                return;
            }
            switch (action.ToString())
            {
                case "authenticate": Authenticate(asked["data"]?["key_id"], asked["data"]?["secret_key"]); break;
                case "auth": Authenticate(asked["key"], asked["secret"]); break;
                case "listen": Listen(asked["data"]?["streams"] as JsonArray); break;
                default: Say("""{"action":"error","data":{"error_message":"invalid action"}}"""); break;
            }
        }

        public void Leave() => _account?.Updates.Leave(Tell);

        private void Authenticate(JsonNode? key, JsonNode? secret)
        {
            var account = venue.Find(key?.ToString(), secret?.ToString());
            if (account is null)
            {
                Say("""{"stream":"authorization","data":{"status":"unauthorized","action":"authenticate"}}""");
                return;
            }
            if (_account != account)
            {
                Leave();
                _account = account;
                account.Updates.Listen(Tell);
            }
            Say("""{"stream":"authorization","data":{"status":"authorized","action":"authenticate"}}""");
        }

        /// What is listened to is the whole set: what is not named is not heard any more.
        private void Listen(JsonArray? streams)
        {
            if (_account is null)
            {
                Say("""{"stream":"authorization","data":{"status":"unauthorized","action":"listen"}}""");
                return;
            }
            _listens = streams?.Any(static stream => stream?.ToString() == Name) ?? false;
            Say(_listens ? """{"stream":"listening","data":{"streams":["trade_updates"]}}""" : """{"stream":"listening","data":{"streams":[]}}""");
        }

        private void Tell(TradeUpdate update)
        {
            if (_listens) sender.Tell(update.Message, isBinary: true, $"{Name} {update.Event} {update.Symbol}");
        }

        private void Say(string json) => sender.Answer(System.Text.Encoding.UTF8.GetBytes(json), isBinary: true);
    }
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Perun.Mind.Models;

namespace Perun.Adapters.Models;

/// Sends a question and reads the answer, with a bound on its length, and says in our words what went wrong.
internal sealed class ModelPost(HttpClient http, ModelAccess access, TimeProvider clock)
{
    /// No answer that was asked for is longer.
    public const int LongestAnswer = 4 * 1024 * 1024;
    private const int LongestTrouble = 64 * 1024;

    public async Task<TReply> SendAsync<TQuestion, TReply>(
        ModelName model, string path, TQuestion question, JsonTypeInfo<TQuestion> asks, JsonTypeInfo<TReply> answers, Action<HttpRequestHeaders> headers, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(access.AddressOf(model.Provider)!, path));
        headers(request.Headers);
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(question, asks));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await SendAsync(request, model, cancel);
        if (!response.IsSuccessStatusCode)
        {
            var (trouble, _) = await ReadAsync(response, LongestTrouble, cancel);
            throw ProviderTrouble.From(response.StatusCode, Encoding.UTF8.GetString(trouble), response, model.Id, ModelAccess.KeyName(model.Provider), clock.GetUtcNow(), access.Redact);
        }
        var (body, isWhole) = await ReadAsync(response, LongestAnswer, cancel);
        if (!isWhole) throw new ModelFailedException(OutcomeKind.Malformed, $"the answer of {model.Id} is larger than {LongestAnswer / (1024 * 1024)} MB");
        try
        {
            return JsonSerializer.Deserialize(body, answers) ?? throw new ModelFailedException(OutcomeKind.Malformed, $"the answer of {model.Id} is null");
        }
        catch (JsonException)
        {
            throw new ModelFailedException(OutcomeKind.Malformed, $"the answer of {model.Id} is not what its protocol says: {(body.Length == 0 ? "it is empty" : "its JSON can't be read")}");
        }
    }

    /// Messages of the network may hold the address; only what kind of trouble it was is passed on.
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, ModelName model, CancellationToken cancel)
    {
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.Unknown or HttpRequestError.ResponseEnded)
        {
            throw BrokenOff();
        }
        catch (HttpRequestException failure)
        {
            throw new ModelFailedException(OutcomeKind.Down, $"{model.Id} can't be reached at {request.RequestUri!.Host}:{request.RequestUri.Port} ({failure.HttpRequestError})");
        }
    }

    private static async Task<(byte[] Body, bool IsWhole)> ReadAsync(HttpResponseMessage response, int most, CancellationToken cancel)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancel);
            using var body = new MemoryStream();
            var piece = new byte[16 * 1024];
            for (int read; (read = await stream.ReadAsync(piece, cancel)) > 0;)
            {
                if (body.Length + read > most) return (body.ToArray(), false);
                body.Write(piece, 0, read);
            }
            return (body.ToArray(), true);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw BrokenOff();
        }
    }

    /// Before the answer or within it is the network's chance: the same trouble, in the same words.
    private static ModelFailedException BrokenOff() => new(OutcomeKind.Down, "the connection broke off before the answer was whole");
}

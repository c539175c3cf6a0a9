using Perun.Adapters.Models;

namespace Perun.Models.Tests.Adapters;

public sealed class ModelNameTests
{
    [Theory]
    [InlineData("gpt-4o-mini", ModelProvider.OpenAi, "gpt-4o-mini")]
    [InlineData("o3", ModelProvider.OpenAi, "o3")]
    [InlineData("o4-mini", ModelProvider.OpenAi, "o4-mini")]
    [InlineData("claude-sonnet-4-5", ModelProvider.Anthropic, "claude-sonnet-4-5")]
    [InlineData("gemini-2.5-flash", ModelProvider.Gemini, "gemini-2.5-flash")]
    [InlineData("sonar-reasoning-pro", ModelProvider.Perplexity, "sonar-reasoning-pro")]
    [InlineData("llama3.1:8b", ModelProvider.Custom, "llama3.1:8b")]
    [InlineData("gpt-oss:20b", ModelProvider.Custom, "gpt-oss:20b")]
    [InlineData("deepseek/deepseek-chat", ModelProvider.Custom, "deepseek/deepseek-chat")]
    [InlineData("openai/gpt-4o", ModelProvider.OpenAi, "gpt-4o")]
    [InlineData("custom/openai/gpt-4o", ModelProvider.Custom, "openai/gpt-4o")]
    [InlineData("ollama", ModelProvider.Custom, "ollama")]
    [InlineData("local/gpt-4o", ModelProvider.Custom, "gpt-4o")]
    public void A_name_picks_its_provider(string name, ModelProvider provider, string id) => ModelName.Of(name).ShouldBe(new ModelName(provider, id));

    [Theory]
    [InlineData("https://openrouter.ai/api/v1", true)]
    [InlineData("http://localhost:11434/v1", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("http://192.168.1.5:11434/v1", false)]
    [InlineData("http://localhost.evil.example/v1", false)]
    [InlineData("https://user:secret@host/v1", false)]
    [InlineData("https://host/v1?key=secret", false)]
    [InlineData("ftp://host", false)]
    [InlineData("localhost:11434", false)]
    public void A_key_travels_only_where_nobody_can_read_it(string address, bool isFine) => (ModelAccess.WhyNot(address) is null).ShouldBe(isFine);

    [Fact]
    public void Access_shows_no_key_and_takes_keys_out_of_texts()
    {
        var access = new ModelAccess().WithKey(ModelProvider.OpenAi, "sk-canary-1234567890");
        access.ToString().ShouldNotContain("canary");
        access.Redact("Incorrect key: sk-canary-1234567890, or sk-canar***7890, or SK-CANARY-1234567890").ShouldNotContain("canar", Case.Insensitive);
    }
}

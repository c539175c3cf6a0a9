using Perun.Configuration;

namespace Perun.Tests.Configuration;

/// Files made from the table of settings. UPDATE_GENERATED=1 writes them anew.
public sealed class GeneratedTextsTests
{
    [Fact]
    public void The_example_of_settings_is_the_table() => IsGenerated(".env.example", SettingTexts.EnvExample(KnownSettings.All));

    [Fact]
    public void The_page_on_configuration_is_the_table() => IsGenerated("docs/configuration.md", SettingTexts.Page(KnownSettings.All));

    [Fact]
    public void The_example_changes_nothing_as_it_stands()
    {
        var file = EnvFile.Parse(".env", SettingTexts.EnvExample(KnownSettings.All));
        file.Problems.ShouldBeEmpty();
        file.Entries.ShouldBeEmpty();
    }

    [Fact]
    public void The_example_with_everything_uncommented_says_what_the_defaults_say()
    {
        var lines = SettingTexts.EnvExample(KnownSettings.All).Split('\n')
            .Select(line => line.StartsWith('#') && !line.StartsWith("# ") ? line[1..] : line);
        var (settings, reading) = Given.Sources(file: string.Join('\n', lines));
        reading.Problems.ShouldBeEmpty();
        reading.Warnings.ShouldBeEmpty();
        EnvFile.Parse(".env", string.Join('\n', lines)).Entries.Select(entry => entry.Name)
            .ShouldBe(KnownSettings.All.Select(setting => setting.Name), ignoreOrder: true);
        settings!.Risk.ShouldBe(Given.Sources().Settings!.Risk);
    }

    [Fact]
    public void A_secrets_default_is_not_written()
    {
        var secret = new Setting<string>("SOME_KEY", SettingGroup.Program, Kinds.Text("a key"), "canary", "A key.") { IsSecret = true };
        SettingTexts.EnvExample([secret]).ShouldNotContain("canary");
        SettingTexts.Page([secret]).ShouldNotContain("canary");
    }

    private static void IsGenerated(string path, string text)
    {
        var file = Repository.File(path);
        if (Environment.GetEnvironmentVariable("UPDATE_GENERATED") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
        File.ReadAllText(file).ShouldBe(text, $"{path} is made from the table of settings: run the tests with UPDATE_GENERATED=1, look at the change and commit it");
    }
}

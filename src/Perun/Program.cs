using Perun.Configuration;
using Perun.Trading;

var read = SettingsReader.Read(SettingSources.OfProcess(null));
var result = await SimulationRun.RunAsync(read.Settings!, int.Parse(args[0]), args.Length > 1 ? args[1] : null, null, CancellationToken.None);
Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(result, new System.Text.Json.JsonSerializerOptions { WriteIndented = true }));
return 0;

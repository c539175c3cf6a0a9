using Perun.Bench;
using Perun.Bench.Measuring;

if (args.FirstOrDefault() == "yardstick") return Perun.Bench.Yardstick.YardstickTask.Run(args);
var filter = args.FirstOrDefault(arg => !arg.StartsWith('-')) ?? "";
var unknown = args.Where(arg => arg.StartsWith('-') && arg != "--json").ToArray();
var chosen = Catalog.All.Where(one => one.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)).ToArray();
if (unknown.Length > 0 || chosen.Length == 0)
{
    Console.Error.WriteLine(unknown.Length > 0
        ? $"unknown option {unknown[0]}; usage: bench/run [filter] [--json], or bench/run yardstick [--bars FILE] [--json]"
        : $"no benchmark has \"{filter}\" in its name; there are: {string.Join(", ", Catalog.All.Select(one => one.Name))}");
    return 2;
}

var measured = chosen.Select(one => Runner.Measure(one));
if (args.Contains("--json")) Report.AsJson(measured, Console.Out);
else Report.AsTable(measured, Console.Out);
return 0;

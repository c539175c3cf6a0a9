using Perun;
using Perun.Commands;

return await PerunProgram.RunAsync(args, Composition.Actions);

using Perun.Commands;

return await PerunProgram.RunAsync(args, new PerunActions());

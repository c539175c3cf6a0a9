namespace Perun.VenueServers.Models.Minds;

/// What answers in place of a model. The same question always gets the same answer.
public interface IScriptedMind
{
    string Answer(ScriptedQuestion question);
}

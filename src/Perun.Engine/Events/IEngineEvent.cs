namespace Perun.Engine.Events;

/// Something the engine can be told. Each event knows its name in the journal and which door of the engine it goes to.
public interface IEngineEvent
{
    string Name { get; }

    void GoTo(TradingEngine engine, in Stamp stamp);
}

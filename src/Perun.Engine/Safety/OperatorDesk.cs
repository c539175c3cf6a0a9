using System.Diagnostics;
using Perun.Core.Instruments;
using Perun.Engine.Events;
using Perun.Engine.Ledger;
using Perun.Engine.Proposals;

namespace Perun.Engine.Safety;

/// What people ask, each given to whose business it is. What can't be done is said.
internal sealed class OperatorDesk(EngineState state, BrakeKeeper brakes, Emergency emergency, Corrections corrections, ProposalDesk proposals, IEngineOutput output)
{
    /// <param name="decision">The request's place in the journal.</param>
    public void Hear(OperatorRequest request, long decision)
    {
        switch (request)
        {
            case OperatorRequest.Kill kill:
                brakes.Throw(Brake.Kill, $"{kill.By}: {kill.Why}");
                break;
            case OperatorRequest.Resume resume:
                brakes.LiftAll($"{resume.By}: {resume.Why}");
                break;
            case OperatorRequest.Flatten flatten:
                emergency.Begin($"{flatten.By}: {flatten.Why}", decision);
                break;
            case OperatorRequest.Close close:
                Close(close, decision);
                break;
            case OperatorRequest.Adopt adopt:
                corrections.Adopt(adopt, decision);
                break;
            case OperatorRequest.AcceptCash accept:
                corrections.Accept(accept);
                break;
            case OperatorRequest.CancelOrder cancel:
                Cancel(cancel);
                break;
            case OperatorRequest.Enter enter:
                proposals.Enter(enter, decision);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void Close(OperatorRequest.Close close, long decision)
    {
        var market = state.Universe.Contains(close.Instrument) ? state.Market(close.Instrument) : null;
        if (market is null || (!state.Account.IsHeld(market) && !state.Account.HasEntry(market.Id)))
            Refuse(close.Instrument, "there is no position to close");
        else if (close.Quantity is { } part && (part <= 0 || !market.Instrument.IsOnLot(part)))
            Refuse(close.Instrument, $"a quantity of {part} is not a positive multiple of the lot {market.Instrument.Lot}");
        else
            proposals.Leave(market, ExitReason.Operator, decision, close.Quantity);
    }

    private void Cancel(OperatorRequest.CancelOrder cancel)
    {
        if (state.Desk.Find(cancel.Order) is { IsOver: false } order) state.Desk.Cancel(order);
        else Refuse(null, $"order {cancel.Order} does not work any more");
    }

    private void Refuse(InstrumentId? instrument, string why) =>
        output.Tell(new Notice.Alert(Severity.Info, AlertCode.OperatorRefused, instrument, why));
}

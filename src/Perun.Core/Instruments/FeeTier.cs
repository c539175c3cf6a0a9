namespace Perun.Core.Instruments;

/// What who traded so much pays instead of the usual rates.
/// <param name="Volume">The least that the account traded in thirty days, in the quote currency.</param>
public readonly record struct FeeTier(decimal Volume, decimal MakerRate, decimal TakerRate);

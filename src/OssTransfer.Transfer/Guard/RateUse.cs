namespace OssTransfer.Transfer.Guard;

/// <summary>How a limit was used for a while.</summary>
/// <param name="PerSecond">What was taken per second; 0 while there was no limit.</param>
/// <param name="IsHeldBack">More would have been taken had it been higher.</param>
public readonly record struct RateUse(double PerSecond, bool IsHeldBack);

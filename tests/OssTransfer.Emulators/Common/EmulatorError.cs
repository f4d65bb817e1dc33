using System.Diagnostics.CodeAnalysis;

namespace OssTransfer.Emulators.Common;

/// <summary>A refusal.</summary>
[SuppressMessage("Design", "CA1032", Justification = "It is an answer and has no other constructors.")]
[SuppressMessage("Naming", "CA1710", Justification = "Named as vendors call it.")]
public sealed class EmulatorError(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>The vendor's own code.</summary>
    public string Code { get; } = code;
}

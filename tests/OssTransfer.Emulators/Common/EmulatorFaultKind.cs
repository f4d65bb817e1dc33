namespace OssTransfer.Emulators.Common;

/// <summary>What goes wrong.</summary>
public enum EmulatorFaultKind
{
    /// <summary>The request is refused with <see cref="EmulatorFault.Status"/>, code and headers: throttling, outages.</summary>
    Refuse,

    /// <summary>The connection is cut after <see cref="EmulatorFault.AfterBytes"/> of the body.</summary>
    CutBody,

    /// <summary>One bit of an object's body is another one; its digests stay.</summary>
    CorruptBody,

    /// <summary>A page of a listing has no entries and still says where to go on. The vendor's part.</summary>
    EmptyPage,
}

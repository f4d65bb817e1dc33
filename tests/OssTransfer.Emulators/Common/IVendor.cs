namespace OssTransfer.Emulators.Common;

/// <summary>A vendor's protocol. A request passes the members in the order in which they stand; each may throw <see cref="EmulatorError"/>.</summary>
public interface IVendor
{
    /// <summary>The header of every answer that holds the request's id.</summary>
    string RequestIdHeader { get; }

    /// <summary>Names the request's bucket, key and operation.</summary>
    void Understand(EmulatorRequest request);

    /// <summary>Refuses a request whose signature or time is wrong.</summary>
    void Verify(EmulatorRequest request);

    /// <summary>Does what the request asks.</summary>
    EmulatorAnswer Do(EmulatorRequest request);

    /// <summary>A refusal as the vendor spells it.</summary>
    EmulatorAnswer Refuse(EmulatorRequest request, EmulatorError error);
}

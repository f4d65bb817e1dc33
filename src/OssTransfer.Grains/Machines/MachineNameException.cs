namespace OssTransfer.Grains.Machines;

/// <summary>Another living silo of the cluster has this one's name. The message is for the user.</summary>
public sealed class MachineNameException : Exception
{
    /// <param name="message">What happened and what to do.</param>
    public MachineNameException(string message)
        : base(message)
    {
    }
}

namespace OssTransfer.Jobs.Config;

/// <summary>What a job does (<c>job-type</c>). Values are stored: never reuse a number.</summary>
public enum JobKind
{
    /// <summary>Moves objects and checks them.</summary>
    Transfer = 1,

    /// <summary>Compares only; writes nothing.</summary>
    Check = 2,
}

namespace OssTransfer.Jobs.Lifecycle;

/// <summary>How a job is, as coarsely as notices report it. Values are stored: never reuse a number.</summary>
public enum JobCondition
{
    /// <summary>Its last pass ended, and everything is proven.</summary>
    Ok = 1,

    /// <summary>Its last pass ended with failures or differences, or is incomplete.</summary>
    Errors = 2,

    /// <summary>The system paused it: nothing moves before the cause is fixed.</summary>
    Paused = 3,
}

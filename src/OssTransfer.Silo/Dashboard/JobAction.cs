using OssTransfer.Jobs.Lifecycle;

namespace OssTransfer.Silo.Dashboard;

/// <summary>A command as a page offers it.</summary>
/// <param name="Command">The command.</param>
/// <param name="Label">What its button says.</param>
/// <param name="Effect">What it does.</param>
/// <param name="IsGrave">Something is lost by it that a user may want to keep.</param>
public sealed record JobAction(JobCommand Command, string Label, string Effect, bool IsGrave)
{
    /// <summary>As the API calls it.</summary>
    public string Name => Command.ToText();
}

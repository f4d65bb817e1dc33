namespace OssTransfer.Jobs.Settings;

/// <summary>What is wrong with an option of <c>set</c>.</summary>
/// <param name="Option">As it is typed.</param>
/// <param name="Message">What is wrong and what is allowed; never a password.</param>
public sealed record SettingsProblem(string Option, string Message);

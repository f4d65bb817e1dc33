using System.Reflection;

namespace OssTransfer.Contracts;

/// <summary>The version of the program that was started: the command line and the silo in it are one.</summary>
public static class ProgramVersion
{
    /// <summary>Such as <c>1.2.3</c>; behind a release <c>1.2.4-alpha.0.5</c>.</summary>
    public static string Text { get; } = Read(Assembly.GetEntryAssembly() ?? typeof(ProgramVersion).Assembly);

    private static string Read(Assembly program) =>
        program.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? program.GetName().Version!.ToString(3);
}

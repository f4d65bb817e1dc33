using OssTransfer.Contracts;

namespace OssTransfer.Silo.Hosting;

/// <summary>
/// Writes the commands that a notice advises as they work on this machine, whatever the directory of the reader: with the program's and the home's
/// path.
/// </summary>
internal static class SiloAdvice
{
    /// <summary>A text with its command lines so.</summary>
    public static string In(string text, HomeDirectory home)
    {
        var program = Path.Combine(AppContext.BaseDirectory, Advice.Program);
        var shown = File.Exists(program) ? Advice.Quote(program) : Advice.Program;
        return Advice.Rewrite(text, words => $"{shown} {words} --home={Advice.Quote(home.Path)}");
    }
}

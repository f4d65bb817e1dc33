using System.Globalization;
using OssTransfer.Storage;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace OssTransfer.Silo.Hosting;

/// <summary>
/// An entry of a log: one line, whatever its texts hold, and its exception indented below, so that only an entry of the log begins with a time.
/// </summary>
internal sealed class LogLine(string template) : ITextFormatter
{
    private const string Indent = "   ";

    private readonly MessageTemplateTextFormatter _line = new(template, CultureInfo.InvariantCulture);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        _line.Format(logEvent, line);
        output.WriteLine(VisibleText.OfLine(line.ToString()));
        if (logEvent.Exception is { } exception)
        {
            foreach (var part in exception.ToString().ReplaceLineEndings("\n").Split('\n'))
            {
                output.WriteLine(Indent + VisibleText.OfLine(part.TrimStart()));
            }
        }
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace OssTransfer.Silo.Hosting;

/// <summary>An entry of a log as one JSON object on a line: its message, and what stands in that as members of their own.</summary>
internal sealed class JsonLogLine : ITextFormatter
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    // What an entry is about has the same name in all of them.
    private static readonly Dictionary<string, string> Names = new()
    {
        ["JobId"] = "job", ["Key"] = "object", [Constants.SourceContextPropertyName] = "source",
    };

    private readonly MessageTemplateTextFormatter _message = new("{Message:lj}", CultureInfo.InvariantCulture);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var message = new StringWriter(CultureInfo.InvariantCulture);
        _message.Format(logEvent, message);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", logEvent.Timestamp);
            json.WriteString("level", logEvent.Level.ToString().ToLowerInvariant());
            foreach (var (name, value) in logEvent.Properties)
            {
                Write(json, Names.GetValueOrDefault(name) ?? char.ToLowerInvariant(name[0]) + name[1..], value);
            }

            json.WriteString("message", message.ToString());
            if (logEvent.TraceId is { } trace)
            {
                json.WriteString("traceId", trace.ToHexString());
                json.WriteString("spanId", logEvent.SpanId?.ToHexString());
            }

            if (logEvent.Exception is { } exception)
            {
                json.WriteString("exception", exception.ToString());
            }

            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, string name, LogEventPropertyValue value)
    {
        switch (value)
        {
            // The number and the name of an entry's kind: the number is enough.
            case StructureValue { Properties: [{ Name: "Id", Value: var id }, ..] } when name == "eventId":
                Write(json, name, id);
                break;
            case ScalarValue { Value: null }:
                json.WriteNull(name);
                break;
            case ScalarValue { Value: bool flag }:
                json.WriteBoolean(name, flag);
                break;
            case ScalarValue { Value: int or long or uint or ulong or short or byte } number:
                json.WriteNumber(name, Convert.ToDecimal(number.Value, CultureInfo.InvariantCulture));
                break;
            case ScalarValue { Value: double number } when double.IsFinite(number):
                json.WriteNumber(name, number);
                break;
            case ScalarValue { Value: string text }:
                json.WriteString(name, text);
                break;
            default:
                json.WriteString(name, value.ToString("l", CultureInfo.InvariantCulture));
                break;
        }
    }
}

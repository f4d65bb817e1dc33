using System.Text.Json.Serialization.Metadata;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Cli.Views;

/// <summary>Writes what <c>--json</c> asks for.</summary>
internal static class JsonOutput
{
    public static Task WriteAsync<T>(TextWriter output, T value, JsonTypeInfo<T> type) => output.WriteLineAsync(ReadableJson.Page(value, type));

    /// <summary>One document a line, for outputs that go on.</summary>
    public static string Line<T>(T value, JsonTypeInfo<T> type) => ReadableJson.Line(value, type);
}

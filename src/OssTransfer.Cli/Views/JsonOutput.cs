using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.Views;

/// <summary>Writes what <c>--json</c> asks for: indented, and names in any script as they are.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Indented = Create(indented: true);
    private static readonly JsonSerializerOptions OneLine = Create(indented: false);

    public static Task WriteAsync<T>(TextWriter output, T value, JsonTypeInfo<T> type) =>
        output.WriteLineAsync(JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Indented.GetTypeInfo(type.Type)));

    /// <summary>One document a line, for outputs that go on.</summary>
    public static string Line<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, (JsonTypeInfo<T>)OneLine.GetTypeInfo(type.Type));

    private static JsonSerializerOptions Create(bool indented) =>
        new(ContractsJson.Default.Options) { WriteIndented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OssTransfer.Contracts;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Reports;

/// <summary>JSON for people and scripts: names in any script as they are, and nothing that a terminal obeys.</summary>
public static class ReadableJson
{
    private static readonly JsonSerializerOptions Indented = Create(indented: true);
    private static readonly JsonSerializerOptions OneLine = Create(indented: false);

    /// <summary>One document, indented.</summary>
    public static string Page<T>(T value, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Visible(JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Indented.GetTypeInfo(type.Type)));
    }

    /// <summary>One document a line, for outputs that go on.</summary>
    public static string Line<T>(T value, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Visible(JsonSerializer.Serialize(value, (JsonTypeInfo<T>)OneLine.GetTypeInfo(type.Type)));
    }

    // What the encoder leaves as it is although VisibleText does not. Nothing of it is part of JSON itself, and no line feed stands within a string.
    private static string Visible(string json) =>
        VisibleText.OfPage(json) == json
            ? json
            : string.Concat(json.Select(letter => letter != '\n' && Rune.TryCreate(letter, out var rune) && VisibleText.IsHidden(rune)
                ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}")
                : letter.ToString()));

    private static JsonSerializerOptions Create(bool indented) =>
        new(ContractsJson.Default.Options) { WriteIndented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

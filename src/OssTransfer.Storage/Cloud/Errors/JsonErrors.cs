using System.Text.Json;

namespace OssTransfer.Storage.Cloud.Errors;

/// <summary>What an error's JSON says.</summary>
internal static class JsonErrors
{
    /// <summary>Reads what can be read; what is no JSON of an error says nothing.</summary>
    public static ErrorBody Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? ReadFields(ref reader) : ErrorBody.None;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return ErrorBody.None;
        }
    }

    private static ErrorBody ReadFields(ref Utf8JsonReader reader)
    {
        var body = ErrorBody.None;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            var text = reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } given ? given : null;
            body = name switch
            {
                "code" or "error_code" => body with { Code = text ?? body.Code },
                "message" or "error" => body with { Message = text ?? body.Message },
                "requestId" => body with { RequestId = text },
                _ => body,
            };
            reader.Skip();
        }

        return body;
    }
}

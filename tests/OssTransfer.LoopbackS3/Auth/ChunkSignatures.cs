using System.Security.Cryptography;
using System.Text;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Auth;

/// <summary>The chain of signatures of an aws-chunked body: each chunk signs its bytes and the signature before it.</summary>
internal sealed class ChunkSignatures(VerifiedRequest request)
{
    private const string EmptySha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private string _previous = request.Signed.Signature;

    public void CheckChunk(string signature, byte[] sha256) =>
        Check(signature, $"AWS4-HMAC-SHA256-PAYLOAD\n{Prologue}\n{EmptySha256}\n{Convert.ToHexStringLower(sha256)}");

    /// <param name="signature">What the client sent.</param>
    /// <param name="trailers">The lines <c>name:value</c>, each with its line feed.</param>
    public void CheckTrailers(string signature, string trailers) =>
        Check(signature, $"AWS4-HMAC-SHA256-TRAILER\n{Prologue}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(trailers)))}");

    private string Prologue => $"{request.Signed.Timestamp}\n{request.Signed.Scope.Text}\n{_previous}";

    private void Check(string signature, string stringToSign)
    {
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(request.SigningKey, Encoding.Latin1.GetBytes(stringToSign)));
        if (signature != expected)
        {
            throw S3Errors.ChunkSignatureMismatch;
        }

        _previous = signature;
    }
}

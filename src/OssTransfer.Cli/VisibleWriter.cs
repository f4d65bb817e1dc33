using System.Text;
using OssTransfer.Storage;

namespace OssTransfer.Cli;

/// <summary>Standard output and error: nothing goes there but through <see cref="VisibleText"/>.</summary>
internal sealed class VisibleWriter(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    /// <summary>What is written to it arrives visible at the inner one, which stays its owner's.</summary>
    public static TextWriter Over(TextWriter inner) => new VisibleWriter(inner);

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(VisibleText.OfPage(value.ToString()));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    public override void Write(string? value) => inner.Write(value is null ? null : VisibleText.OfPage(value));

    public override void WriteLine() => inner.WriteLine();

    public override void WriteLine(string? value) => inner.WriteLine(value is null ? null : VisibleText.OfPage(value));

    public override Task WriteAsync(char value) => WriteAsync(value.ToString());

    public override Task WriteAsync(string? value) => inner.WriteAsync(value is null ? null : VisibleText.OfPage(value));

    public override Task WriteLineAsync() => inner.WriteLineAsync();

    public override Task WriteLineAsync(string? value) => inner.WriteLineAsync(value is null ? null : VisibleText.OfPage(value));

    public override void Flush() => inner.Flush();

    public override Task FlushAsync() => inner.FlushAsync();
}

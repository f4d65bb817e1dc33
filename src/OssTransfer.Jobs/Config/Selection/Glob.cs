using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace OssTransfer.Jobs.Config.Selection;

/// <summary>
/// A pattern over whole keys, case-sensitive: <c>*</c> any characters but <c>/</c>, <c>**</c> any characters, <c>**/</c> at the start of a segment any
/// number of directories (also none), <c>?</c> one character but <c>/</c>, <c>[a-z]</c> and <c>[!a-z]</c> one of a set,
/// <c>\</c> takes the next character as it is.
/// A character is a code point of UTF-8; a byte that is not UTF-8 counts as one character that only wildcards take.
/// All places in the glob that a key may have reached are followed at once, 64 of them in a step: whatever a glob and a key look like, a character costs no
/// more than a step for each 64 of the glob's. Matching allocates nothing.
/// </summary>
public sealed class Glob
{
    /// <summary>Characters of a glob.</summary>
    public const int MaxLength = 1024;

    // Above every code point, so that a broken byte equals no character.
    private const int BrokenByte = 0x11_0000;
    private const int AsciiSymbols = 128;
    private const int WordBits = 64;

    private readonly GlobStep[] _steps;
    private readonly int _words;

    // Ascending from 0: all symbols from one border up to the next are taken by the same steps. For each ASCII symbol the index of its border.
    private readonly int[] _borders;
    private readonly ushort[] _ascii;

    // For each border the steps that take the symbols from it on.
    private readonly ulong[] _takes;

    // Steps that may take another symbol after one; that may be left out; that may be left out together with the next two.
    private readonly ulong[] _stays;
    private readonly ulong[] _optional;
    private readonly ulong[] _directories;

    private Glob(GlobStep[] steps)
    {
        _steps = steps;
        _words = (steps.Length / WordBits) + 1;
        _stays = Where(step => step.Kind is GlobStepKind.AnyInSegment or GlobStepKind.Any);
        _optional = Where(step => step.Kind is GlobStepKind.AnyInSegment or GlobStepKind.Any or GlobStepKind.OptionalDirectories);
        _directories = Where(step => step.Kind is GlobStepKind.OptionalDirectories);
        _borders = [.. steps.SelectMany(step => step.Borders()).Concat([0, '/', '/' + 1, BrokenByte]).Distinct().Order()];
        _ascii = [.. Enumerable.Range(0, AsciiSymbols).Select(symbol => (ushort)BorderBefore(symbol))];
        _takes = TakenBehindBorders();
    }

    /// <summary>Reads a glob; where that fails, <paramref name="problem"/> says why, for people.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Glob? glob, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        var steps = GlobCompiler.Compile(text, out problem);
        glob = steps is null ? null : new(steps);
        return glob is not null;
    }

    /// <summary>Whether the whole of <paramref name="key"/> (UTF-8) matches.</summary>
    public bool IsMatch(ReadOnlySpan<byte> key) => IsMatch(key, out _);

    /// <param name="key">The key.</param>
    /// <param name="cost">The steps that it took.</param>
    /// <inheritdoc cref="IsMatch(ReadOnlySpan{byte})"/>
    internal bool IsMatch(ReadOnlySpan<byte> key, out long cost)
    {
        // The places that are reached, one bit each; bit _steps.Length is the end of the glob.
        Span<ulong> places = stackalloc ulong[_words];
        Span<ulong> taken = stackalloc ulong[_words];
        places[0] = 1;
        LeaveOut(places);
        cost = 0;
        while (!key.IsEmpty)
        {
            var symbol = ReadSymbol(ref key);
            cost += _words;
            Take(symbol, places, taken);
            if (!Advance(places, taken))
            {
                return false;
            }
        }

        return (places[_steps.Length / WordBits] >> (_steps.Length % WordBits) & 1) != 0;
    }

    private static int ReadSymbol(ref ReadOnlySpan<byte> key)
    {
        if (key[0] < 0x80)
        {
            int ascii = key[0];
            key = key[1..];
            return ascii;
        }

        if (Rune.DecodeFromUtf8(key, out var rune, out var consumed) == System.Buffers.OperationStatus.Done)
        {
            key = key[consumed..];
            return rune.Value;
        }

        var broken = BrokenByte + key[0];
        key = key[1..];
        return broken;
    }

    private ulong[] Where(Func<GlobStep, bool> condition)
    {
        var set = new ulong[_words];
        for (var i = 0; i < _steps.Length; i++)
        {
            set[i / WordBits] |= condition(_steps[i]) ? 1UL << (i % WordBits) : 0;
        }

        return set;
    }

    private int BorderBefore(int symbol)
    {
        var at = Array.BinarySearch(_borders, symbol);
        return at >= 0 ? at : ~at - 1;
    }

    private ulong[] TakenBehindBorders()
    {
        var takes = new ulong[_borders.Length * _words];
        for (var border = 0; border < _borders.Length; border++)
        {
            for (var i = 0; i < _steps.Length; i++)
            {
                takes[(border * _words) + (i / WordBits)] |= _steps[i].Takes(_borders[border]) ? 1UL << (i % WordBits) : 0;
            }
        }

        return takes;
    }

    /// <summary>Which of the places take the symbol.</summary>
    private void Take(int symbol, ReadOnlySpan<ulong> places, Span<ulong> taken)
    {
        var border = symbol < AsciiSymbols ? _ascii[symbol] : BorderBefore(symbol);
        var takes = _takes.AsSpan(border * _words, _words);
        for (var word = 0; word < taken.Length; word++)
        {
            taken[word] = places[word] & takes[word];
        }
    }

    /// <summary>Goes on from the places that took a symbol.</summary>
    /// <returns>False where none did.</returns>
    private bool Advance(Span<ulong> places, ReadOnlySpan<ulong> taken)
    {
        var (above, any) = (0UL, 0UL);
        for (var word = 0; word < places.Length; word++)
        {
            var leaves = taken[word] & ~_stays[word];
            places[word] = (taken[word] & _stays[word]) | (leaves << 1) | above;
            above = leaves >> (WordBits - 1);
            any |= places[word];
        }

        LeaveOut(places);
        return any != 0;
    }

    /// <summary>
    /// Adds the places that are reached without a symbol. As the compiler makes them, directories that are left out are followed by at most one star, and at
    /// most two optional steps stand in a row: so one pass over the words is enough.
    /// </summary>
    private void LeaveOut(Span<ulong> places)
    {
        var (above, aboveOne, aboveTwo) = (0UL, 0UL, 0UL);
        for (var word = 0; word < places.Length; word++)
        {
            var directories = places[word] & _directories[word];
            var reached = places[word] | (directories << 3) | above;
            above = directories >> (WordBits - 3);
            reached = Next(reached, _optional[word], ref aboveOne);
            places[word] = Next(reached, _optional[word], ref aboveTwo);
        }

        static ulong Next(ulong places, ulong optional, ref ulong above)
        {
            var next = places | ((places & optional) << 1) | above;
            above = (places & optional) >> (WordBits - 1);
            return next;
        }
    }
}

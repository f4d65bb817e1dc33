using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;

namespace OssTransfer.Jobs.Config.Selection;

/// <summary>
/// A pattern over whole keys, case-sensitive: <c>*</c> any characters but <c>/</c>, <c>**</c> any characters, <c>**/</c> at the start of a segment any
/// number of directories (also none), <c>?</c> one character but <c>/</c>, <c>[a-z]</c> and <c>[!a-z]</c> one of a set,
/// <c>\</c> takes the next character as it is.
/// A character is a code point of UTF-8; a byte that is not UTF-8 counts as one character that only wildcards take.
/// Matching costs at most length of the key times length of the glob, never more, and allocates nothing.
/// </summary>
public sealed class Glob
{
    /// <summary>Characters of a glob.</summary>
    public const int MaxLength = 1024;

    // Above every code point, so that a broken byte equals no character.
    private const int BrokenByte = 0x11_0000;
    private const int WordBits = 64;

    private readonly GlobStep[] _steps;
    private readonly ulong[] _closures;
    private readonly int _words;

    private Glob(GlobStep[] steps)
    {
        _steps = steps;
        _words = (steps.Length / WordBits) + 1;
        _closures = MakeClosures(steps, _words);
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
    public bool IsMatch(ReadOnlySpan<byte> key)
    {
        // The states that are reached, one bit a step; bit _steps.Length is the end of the glob.
        Span<ulong> states = stackalloc ulong[_words];
        Span<ulong> next = stackalloc ulong[_words];
        Closure(0).CopyTo(states);
        while (!key.IsEmpty)
        {
            var symbol = ReadSymbol(ref key);
            if (!Advance(states, next, symbol))
            {
                return false;
            }

            var spare = states;
            states = next;
            next = spare;
        }

        return (states[_steps.Length / WordBits] >> (_steps.Length % WordBits) & 1) != 0;
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

    private static ulong[] MakeClosures(GlobStep[] steps, int words)
    {
        // From the end, because what may be left out leads to later steps only.
        var closures = new ulong[(steps.Length + 1) * words];
        for (var state = steps.Length; state >= 0; state--)
        {
            var own = closures.AsSpan(state * words, words);
            own[state / WordBits] |= 1UL << (state % WordBits);
            var kind = state < steps.Length ? steps[state].Kind : GlobStepKind.Literal;
            if (kind is GlobStepKind.AnyInSegment or GlobStepKind.Any or GlobStepKind.OptionalDirectories)
            {
                Unite(own, closures.AsSpan((state + 1) * words, words));
            }

            if (kind is GlobStepKind.OptionalDirectories)
            {
                Unite(own, closures.AsSpan((state + 3) * words, words));
            }
        }

        return closures;
    }

    private static void Unite(Span<ulong> target, ReadOnlySpan<ulong> source)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] |= source[i];
        }
    }

    /// <returns>False where no state is left.</returns>
    private bool Advance(ReadOnlySpan<ulong> states, Span<ulong> next, int symbol)
    {
        next.Clear();
        var isAlive = false;
        for (var word = 0; word < states.Length; word++)
        {
            for (var left = states[word]; left != 0; left &= left - 1)
            {
                var state = (word * WordBits) + BitOperations.TrailingZeroCount(left);
                if (state < _steps.Length && _steps[state].Takes(symbol))
                {
                    var repeats = _steps[state].Kind is GlobStepKind.AnyInSegment or GlobStepKind.Any;
                    Unite(next, Closure(repeats ? state : state + 1));
                    isAlive = true;
                }
            }
        }

        return isAlive;
    }

    private ReadOnlySpan<ulong> Closure(int state) => _closures.AsSpan(state * _words, _words);
}

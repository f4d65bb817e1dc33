namespace OssTransfer.Jobs.Config.Selection;

/// <summary>Turns the text of a glob into steps, or says what is wrong with it.</summary>
internal sealed class GlobCompiler
{
    private readonly int[] _symbols;
    private readonly List<GlobStep> _steps = [];
    private int _next;

    private GlobCompiler(string text) => _symbols = [.. text.EnumerateRunes().Select(rune => rune.Value)];

    public static GlobStep[]? Compile(string text, out string? problem)
    {
        var compiler = new GlobCompiler(text);
        problem = compiler.ReadAll();
        return problem is null ? [.. compiler._steps] : null;
    }

    private string? ReadAll()
    {
        if (_symbols.Length is 0 or > Glob.MaxLength)
        {
            return _symbols.Length == 0 ? "is empty" : $"is longer than {Glob.MaxLength} characters";
        }

        string? problem = null;
        while (_next < _symbols.Length && problem is null)
        {
            problem = ReadStep();
        }

        return problem;
    }

    private string? ReadStep()
    {
        var symbol = _symbols[_next++];
        switch (symbol)
        {
            case '*':
                ReadStar();
                return null;
            case '?':
                _steps.Add(new(GlobStepKind.AnyOne));
                return null;
            case '[':
                return ReadClass();
            case '\\' when _next == _symbols.Length:
                return @"ends with a single \";
            case '\\':
                symbol = _symbols[_next++];
                break;
        }

        _steps.Add(new(GlobStepKind.Literal, symbol));
        return null;
    }

    private void ReadStar()
    {
        if (!Follows('*'))
        {
            _steps.Add(new(GlobStepKind.AnyInSegment));
            return;
        }

        var startsSegment = _next == 1 || _symbols[_next - 2] == '/';
        while (Follows('*'))
        {
            _next++;
        }

        var isDirectories = startsSegment && Follows('/');
        if (isDirectories && _steps is [.., { Kind: GlobStepKind.OptionalDirectories }, _, _])
        {
            // Any number of directories, and any number once more.
            _next++;
            return;
        }

        if (isDirectories)
        {
            _steps.Add(new(GlobStepKind.OptionalDirectories));
        }

        _steps.Add(new(GlobStepKind.Any));
        if (isDirectories)
        {
            _next++;
            _steps.Add(new(GlobStepKind.Literal, '/'));
        }
    }

    private string? ReadClass()
    {
        var isNegated = Follows('!') || Follows('^');
        _next += isNegated ? 1 : 0;
        var ranges = new List<(int First, int Last)>();

        // A ']' that comes first is one of the characters.
        while (_next < _symbols.Length && (_symbols[_next] != ']' || ranges.Count == 0))
        {
            var first = ReadClassSymbol();
            var last = first;
            if (Follows('-') && _next + 1 < _symbols.Length && _symbols[_next + 1] != ']')
            {
                _next++;
                last = ReadClassSymbol();
            }

            if (last < first)
            {
                return "has a range in [ ] that runs backwards";
            }

            ranges.Add((first, last));
        }

        if (!Follows(']'))
        {
            return "has a [ without its ]";
        }

        _next++;
        _steps.Add(new(GlobStepKind.Class, Class: new GlobClass(isNegated, ranges)));
        return null;
    }

    private int ReadClassSymbol()
    {
        var symbol = _symbols[_next++];
        return symbol == '\\' && _next < _symbols.Length ? _symbols[_next++] : symbol;
    }

    private bool Follows(char symbol) => _next < _symbols.Length && _symbols[_next] == symbol;
}

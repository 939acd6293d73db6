namespace AwsHardening.Sandbox.Logs;

/// <summary>Reads the text of a pattern from left to right.</summary>
internal sealed class PatternReader(string text)
{
    private int _at;

    public bool IsAtEnd => _at >= text.Length;

    public char Next => IsAtEnd ? '\0' : text[_at];

    public PatternReader SkipSpace()
    {
        while (!IsAtEnd && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        return this;
    }

    /// <summary>Passes a sign where it stands next.</summary>
    public bool Take(string sign)
    {
        if (string.CompareOrdinal(text, _at, sign, 0, sign.Length) != 0)
        {
            return false;
        }

        _at += sign.Length;
        return true;
    }

    /// <summary>Passes a word, in any case, where it stands next and ends there.</summary>
    public bool TakeWord(string word)
    {
        var end = _at + word.Length;
        if (end > text.Length || !text.AsSpan(_at, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase)
            || (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_')))
        {
            return false;
        }

        _at = end;
        return true;
    }

    /// <summary>Takes what is up to a character that ends it.</summary>
    public string TakeWhile(Predicate<char> belongs)
    {
        var start = _at;
        while (!IsAtEnd && belongs(text[_at]))
        {
            _at++;
        }

        return text[start.._at];
    }

    /// <summary>Takes what stands between two of the sign that stands next; a backslash saves one from ending it.</summary>
    public string TakeQuoted()
    {
        var quote = text[_at++];
        var taken = new System.Text.StringBuilder();
        while (!IsAtEnd && text[_at] != quote)
        {
            if (text[_at] == '\\' && quote == '"' && _at + 1 < text.Length && text[_at + 1] is '"' or '\\')
            {
                _at++;
            }

            taken.Append(text[_at++]);
        }

        return Take(quote.ToString()) ? taken.ToString() : throw FilterPattern.Invalid($"{quote} is not closed");
    }
}

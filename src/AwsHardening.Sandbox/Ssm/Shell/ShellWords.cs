using System.Text;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>Splits shell text as a shell does: quotes, variables, command substitution. No more than the module's commands need.</summary>
internal static class ShellWords
{
    /// <summary>Cuts at separators that stand outside quotes and substitutions.</summary>
    public static List<string> Cut(string text, params string[] separators)
    {
        List<string> parts = [];
        var start = 0;
        for (var at = 0; at < text.Length;)
        {
            if (Skip(text, at) is var next && next > at)
            {
                at = next;
            }
            else if (Array.Find(separators, separator => string.CompareOrdinal(text, at, separator, 0, separator.Length) == 0) is { } found)
            {
                parts.Add(text[start..at]);
                at = start = at + found.Length;
            }
            else
            {
                at++;
            }
        }

        parts.Add(text[start..]);
        return [.. parts.Select(part => part.Trim()).Where(part => part.Length > 0)];
    }

    /// <summary>The words of a simple command, with variables and substitutions filled in.</summary>
    public static List<string> Expand(string text, Func<string, string> variable, Func<string, string> run)
    {
        List<string> words = [];
        var word = new StringBuilder();
        var begun = false;
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (char.IsWhiteSpace(letter))
            {
                if (begun)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    begun = false;
                }

                continue;
            }

            begun = true;
            if (letter == '\'')
            {
                var end = text.IndexOf('\'', at + 1);
                word.Append(text, at + 1, end - at - 1);
                at = end;
            }
            else if (letter == '"')
            {
                var end = Skip(text, at) - 1;
                word.Append(Fill(text[(at + 1)..end], variable, run));
                at = end;
            }
            else if (letter is '$' or '`')
            {
                var end = Math.Max(Skip(text, at), NameEnd(text, at));
                word.Append(Fill(text[at..end], variable, run));
                at = end - 1;
            }
            else
            {
                word.Append(letter == '\\' && at + 1 < text.Length ? text[++at] : letter);
            }
        }

        if (begun)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    // Inside double quotes: variables and substitutions count, the rest stands for itself.
    private static string Fill(string text, Func<string, string> variable, Func<string, string> run)
    {
        var filled = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '$' or '`' or '\\')
            {
                filled.Append(text[++at]);
            }
            else if (text[at] == '`' || (text[at] == '$' && at + 1 < text.Length && text[at + 1] == '('))
            {
                var end = Skip(text, at);
                filled.Append(run(text[at] == '`' ? text[(at + 1)..(end - 1)] : text[(at + 2)..(end - 1)]).TrimEnd('\n'));
                at = end - 1;
            }
            else if (text[at] == '$' && NameEnd(text, at) is var end && end > at + 1)
            {
                filled.Append(variable(text[(at + 1)..end].Trim('{', '}')));
                at = end - 1;
            }
            else
            {
                filled.Append(text[at]);
            }
        }

        return filled.ToString();
    }

    private static int NameEnd(string text, int at)
    {
        if (text[at] != '$')
        {
            return at;
        }

        if (at + 1 < text.Length && text[at + 1] == '{')
        {
            return text.IndexOf('}', at) + 1;
        }

        var end = at + 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return end;
    }

    // Where a quoted part or a substitution that begins here ends; the same place where none begins.
    private static int Skip(string text, int at)
    {
        switch (text[at])
        {
            case '\\':
                return Math.Min(at + 2, text.Length);
            case '\'' or '`':
                return text.IndexOf(text[at], at + 1) is > 0 and var end ? end + 1 : text.Length;
            case '"':
                for (at++; at < text.Length && text[at] != '"';)
                {
                    at = text[at] is '\\' or '`' || (text[at] == '$' && at + 1 < text.Length && text[at + 1] == '(')
                        ? Skip(text, at) : at + 1;
                }

                return Math.Min(at + 1, text.Length);
            case '$' when at + 1 < text.Length && text[at + 1] == '(':
                for (at += 2; at < text.Length && text[at] != ')';)
                {
                    at = Math.Max(Skip(text, at), at + 1);
                }

                return Math.Min(at + 1, text.Length);
            default:
                return at;
        }
    }
}

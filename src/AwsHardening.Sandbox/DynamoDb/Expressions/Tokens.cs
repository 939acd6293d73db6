using System.Text.RegularExpressions;

namespace AwsHardening.Sandbox.DynamoDb.Expressions;

/// <summary>The words of an expression, one after another.</summary>
internal sealed partial class Tokens
{
    private readonly List<string> _tokens;
    private readonly string _kind;
    private int _at;

    public Tokens(string expression, string kind)
    {
        _kind = kind;
        _tokens = [.. Token().Matches(expression).Select(match => match.Value)];
        if (_tokens.Sum(token => token.Length) != expression.Count(c => !char.IsWhiteSpace(c)))
        {
            throw DynamoDbErrors.Syntax(kind, expression);
        }
    }

    public bool AtEnd => _at == _tokens.Count;

    public string Peek => AtEnd ? "<EOF>" : _tokens[_at];

    public string Next() => AtEnd ? throw DynamoDbErrors.Syntax(_kind, "<EOF>") : _tokens[_at++];

    /// <summary>True, and goes on, where the next word is this one, in capitals or not.</summary>
    public bool Take(string word)
    {
        if (AtEnd || !Peek.Equals(word, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        _at++;
        return true;
    }

    public void Expect(string word)
    {
        if (!Take(word))
        {
            throw DynamoDbErrors.Syntax(_kind, Peek);
        }
    }

    [GeneratedRegex(@"[#:]?[A-Za-z0-9_]+|<>|<=|>=|[=<>(),.+\-]")]
    private static partial Regex Token();
}

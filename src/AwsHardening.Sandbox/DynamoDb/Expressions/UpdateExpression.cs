using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.DynamoDb.Expressions;

/// <summary>What UpdateItem does to an item: SET, REMOVE and ADD (DynamoDB Developer Guide: Update expressions).</summary>
internal sealed class UpdateExpression
{
    private readonly Tokens _tokens;
    private readonly Placeholders _placeholders;
    private readonly JsonObject _before;
    private readonly JsonObject _item;

    private UpdateExpression(string expression, JsonObject item, Placeholders placeholders) =>
        (_tokens, _placeholders, _before, _item) = (new Tokens(expression, placeholders.Kind), placeholders, (JsonObject)item.DeepClone(), item);

    public static void Apply(string expression, JsonObject item, Placeholders placeholders) =>
        new UpdateExpression(expression, item, placeholders).Run();

    private void Run()
    {
        while (!_tokens.AtEnd)
        {
            Action clause = _tokens.Take("SET") ? Set : _tokens.Take("REMOVE") ? Remove : _tokens.Take("ADD") ? Add
                : throw DynamoDbErrors.Syntax(_placeholders.Kind, _tokens.Peek);
            do
            {
                clause();
            }
            while (_tokens.Take(","));
        }
    }

    private void Set()
    {
        var path = DocumentPath.Read(_tokens, _placeholders);
        _tokens.Expect("=");
        var value = Operand();
        if (_tokens.Take("+"))
        {
            value = Sum(value, Operand());
        }
        else if (_tokens.Take("-"))
        {
            value = Sum(value, Negative(Operand()));
        }

        Parent(path)[path[^1]] = value.DeepClone();
    }

    private void Remove()
    {
        var path = DocumentPath.Read(_tokens, _placeholders);
        Parent(path).Remove(path[^1]);
    }

    private void Add()
    {
        var path = DocumentPath.Read(_tokens, _placeholders);
        var value = Operand();
        Parent(path)[path[^1]] = (Values.At(_before, path) is { } present ? Sum(present, value) : value).DeepClone();
    }

    private JsonObject Operand()
    {
        if (_tokens.Take("if_not_exists"))
        {
            _tokens.Expect("(");
            var path = DocumentPath.Read(_tokens, _placeholders);
            _tokens.Expect(",");
            var otherwise = Operand();
            _tokens.Expect(")");
            return Values.At(_before, path) ?? otherwise;
        }

        if (_tokens.Peek[0] == ':')
        {
            return _placeholders.Value(_tokens.Next());
        }

        return Values.At(_before, DocumentPath.Read(_tokens, _placeholders)) ?? throw DynamoDbErrors.Validation(
            "The provided expression refers to an attribute that does not exist in the item");
    }

    private JsonObject Parent(string[] path)
    {
        var parent = _item;
        foreach (var step in path.SkipLast(1))
        {
            parent = (parent[step] as JsonObject)?["M"] as JsonObject ?? throw DynamoDbErrors.Validation(
                "The document path provided in the update expression is invalid for update");
        }

        return parent;
    }

    private static JsonObject Sum(JsonObject left, JsonObject right) => left.ContainsKey("N") && right.ContainsKey("N")
        ? new JsonObject { ["N"] = (Values.Number(left["N"]) + Values.Number(right["N"])).ToString(CultureInfo.InvariantCulture) }
        : throw DynamoDbErrors.Validation("An operand in the update expression has an incorrect data type");

    private static JsonObject Negative(JsonObject value) =>
        new() { ["N"] = (-Values.Number(value["N"])).ToString(CultureInfo.InvariantCulture) };
}

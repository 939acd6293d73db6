namespace AwsHardening.Sandbox.Iam;

/// <summary>The conditions of a statement (IAM User Guide: IAM JSON policy elements: Condition operators; Set operators).</summary>
internal static class PolicyConditions
{
    private const string IfExists = "IfExists";
    private const string ForAll = "ForAllValues:";
    private const string ForAny = "ForAnyValue:";

    /// <summary>Whether all conditions hold; null where one is of a kind that this does not know.</summary>
    public static bool? Hold(PolicyStatement statement, ConditionKeys keys)
    {
        bool? all = true;
        foreach (var condition in statement.Conditions)
        {
            switch (Holds(statement, condition, keys))
            {
                case false:
                    return false;
                case null:
                    all = null;
                    break;
            }
        }

        return all;
    }

    private static bool? Holds(PolicyStatement statement, PolicyCondition condition, ConditionKeys keys)
    {
        var name = condition.Operator;
        var (forAll, forAny) = (Cut(ref name, ForAll), Cut(ref name, ForAny));
        var ifExists = name.EndsWith(IfExists, StringComparison.OrdinalIgnoreCase);
        name = ifExists ? name[..^IfExists.Length] : name;
        var values = keys.GetValueOrDefault(condition.Key) ?? [];
        if (name.Equals("Null", StringComparison.OrdinalIgnoreCase))
        {
            return condition.Values.Contains(values.Count == 0 ? "true" : "false", StringComparer.OrdinalIgnoreCase);
        }

        if (!ConditionOperators.Knows(name))
        {
            return null;
        }

        var negated = ConditionOperators.IsNegated(name);
        if (values.Count == 0)
        {
            // Nothing is not any value, and all of no values pass; a negated operator holds for a key that is not there.
            return ifExists || forAll || (negated && !forAny);
        }

        // A variable without a value makes a text that nothing equals.
        string[] wanted = [.. condition.Values.Select(value => statement.Fill(value, keys)).OfType<string>()];
        bool Holds(string value) => Array.Exists(wanted, pattern => ConditionOperators.Holds(name, pattern, value)) != negated;
        return forAll ? values.All(Holds) : forAny || !negated ? values.Any(Holds) : values.All(Holds);
    }

    private static bool Cut(ref string name, string prefix)
    {
        var has = name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
        name = has ? name[prefix.Length..] : name;
        return has;
    }
}

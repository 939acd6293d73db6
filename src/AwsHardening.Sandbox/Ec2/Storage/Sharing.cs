namespace AwsHardening.Sandbox.Ec2;

/// <summary>The permissions of a request that shares something, in either way that the API takes them.</summary>
internal static class Sharing
{
    private const string Everybody = "all";

    /// <summary>Reads what a request changes; <paramref name="check"/> may refuse that everybody is let in.</summary>
    public static Action<IShareable> Read(Ec2Call call, string member, string groups, Action check)
    {
        var (add, remove) = (Grants(call.Input.Item(member)?.Items("Add")), Grants(call.Input.Item(member)?.Items("Remove")));
        var (named, users) = (call.Input.Texts(groups), call.Input.Texts("UserIds"));
        var isRemoval = call.Input.Text("OperationType") == "remove";
        (isRemoval ? remove : add).AddRange(users.Concat(named));
        if (add.Contains(Everybody))
        {
            check();
        }

        return shared =>
        {
            shared.IsPublic = add.Contains(Everybody) || (shared.IsPublic && !remove.Contains(Everybody));
            shared.Accounts.UnionWith(add.Where(who => who != Everybody));
            shared.Accounts.ExceptWith(remove);
        };
    }

    private static List<string> Grants(List<Ec2Input>? grants) => [.. (grants ?? []).Select(grant => grant.Text("Group") ?? grant.Required("UserId"))];
}

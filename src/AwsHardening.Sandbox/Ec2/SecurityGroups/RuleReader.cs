namespace AwsHardening.Sandbox.Ec2;

/// <summary>Reads the rules that a request names by content, one by one.</summary>
internal static class RuleReader
{
    /// <summary>Reads IpPermissions, or the older members that name one rule at the top of the request.</summary>
    /// <param name="input">The request.</param>
    /// <param name="group">Turns a group pair into the group's id and, for another VPC's group, where it lives.</param>
    /// <param name="prefixList">Checks a prefix list's id.</param>
    public static List<RuleSpec> Read(
        Ec2Input input, Func<Ec2Input, (string Id, GroupReference? Reference)> group, Action<string> prefixList)
    {
        var rules = input.Items("IpPermissions").SelectMany(permission => Permission(permission, group, prefixList)).ToList();
        if (rules.Count > 0 || !input.Has("IpProtocol"))
        {
            return rules;
        }

        if (input.Has("SourceSecurityGroupName"))
        {
            throw new AwsErrorException(
                "VPCIdNotSpecified", "No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.");
        }

        return [new RuleSpec(IpTraffic.Read(input), RuleSource.Range(input.Required("CidrIp"), ipv6: false), null)];
    }

    /// <summary>Refuses a description that EC2 refuses.</summary>
    public static string? Description(string? text)
    {
        const string Allowed = "._-:/()#,@[]+=&;{}!$* ";
        return text is null || (text.Length <= 255
            && text.All(letter => char.IsAsciiLetterOrDigit(letter) || Allowed.Contains(letter, StringComparison.Ordinal)))
            ? text is { Length: 0 } ? null : text
            : throw Ec2Errors.InvalidValue(
                "Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  "
                + "a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
    }

    private static List<RuleSpec> Permission(
        Ec2Input permission, Func<Ec2Input, (string Id, GroupReference? Reference)> group, Action<string> prefixList)
    {
        var traffic = IpTraffic.Read(permission);
        var rules = new List<RuleSpec>();
        void Add(Ec2Input item, RuleSource source, GroupReference? reference = null) =>
            rules.Add(new RuleSpec(traffic, source, Description(item.Text("Description"))) { Reference = reference });

        foreach (var range in permission.Items("IpRanges"))
        {
            Add(range, RuleSource.Range(range.Required("CidrIp"), ipv6: false));
        }

        foreach (var range in permission.Items("Ipv6Ranges"))
        {
            Add(range, RuleSource.Range(range.Required("CidrIpv6"), ipv6: true));
        }

        foreach (var list in permission.Items("PrefixListIds"))
        {
            prefixList(list.Required("PrefixListId"));
            Add(list, RuleSource.PrefixList(list.Required("PrefixListId")));
        }

        foreach (var pair in permission.Items("UserIdGroupPairs"))
        {
            var (id, reference) = group(pair);
            Add(pair, RuleSource.Group(id), reference);
        }

        return rules.Count > 0 ? rules : throw Ec2Errors.MissingParameter("ipRanges, ipv6Ranges, prefixListIds or groups");
    }
}

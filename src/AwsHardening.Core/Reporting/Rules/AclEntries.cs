namespace AwsHardening.Core.Reporting.Rules;

/// <summary>What network ACLs let in.</summary>
internal static class AclEntries
{
    /// <summary>The entries that let everybody in, in the order of their numbers; those behind a denial of the same are left out.</summary>
    public static IEnumerable<AuditValue> OpenToWorld(AuditResource acl, Func<AuditValue, bool> means)
    {
        var denied = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in acl["Entries"].Items.Where(entry => entry["Egress"].Flag != true).OrderBy(entry => entry["RuleNumber"].Number))
        {
            var source = entry["CidrBlock"].Text ?? entry["Ipv6CidrBlock"].Text ?? "";
            if (source is not ("0.0.0.0/0" or "::/0") || !means(entry))
            {
                continue;
            }

            if (entry["RuleAction"].Text == "deny")
            {
                // Only a denial of all traffic is sure to leave nothing for what comes after it.
                if (entry["Protocol"].Text == "-1")
                {
                    denied.Add(source);
                }
            }
            else if (!denied.Contains(source))
            {
                yield return entry;
            }
        }
    }

    public static bool Opens(AuditValue entry, int port) => entry["Protocol"].Text == "-1"
        || (entry["Protocol"].Text is "6" or "17" && (!entry["PortRange"].Exists || (entry["PortRange.From"].Number <= port && entry["PortRange.To"].Number >= port)));

    public static (string, object?) Evidence(AuditValue entry) => ($"Entries[{entry["RuleNumber"]}]", entry);
}

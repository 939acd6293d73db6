namespace AwsHardening.Core.Identity.Profiles;

/// <summary>
/// The profiles of the shared config and credentials files. In the config file a profile's section is called <c>profile x</c>, and
/// any other section is none; in the credentials file every section is one, and what it says goes before the config file.
/// </summary>
internal sealed class ProfileSet
{
    private readonly Dictionary<string, Dictionary<string, string>> _profiles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _ssoSessions = new(StringComparer.Ordinal);

    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _services = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withStoredKey = new(StringComparer.Ordinal);

    private ProfileSet()
    {
    }

    /// <summary>The names of all profiles.</summary>
    public IEnumerable<string> Names => _profiles.Keys.Order(StringComparer.Ordinal);

    /// <summary>Reads both files from where the environment says, else from the user's own.</summary>
    /// <exception cref="Errors.OperationException">One cannot be read.</exception>
    public static ProfileSet Load() => Load(
        At("AWS_CONFIG_FILE", "config"), At("AWS_SHARED_CREDENTIALS_FILE", "credentials"));

    /// <summary>Reads both files.</summary>
    /// <param name="configPath">The config file.</param>
    /// <param name="credentialsPath">The credentials file.</param>
    /// <exception cref="Errors.OperationException">One cannot be read.</exception>
    public static ProfileSet Load(string configPath, string credentialsPath)
    {
        ProfileSet set = new();
        foreach (var (title, values) in ProfileFile.Read(configPath))
        {
            switch (Kind(title))
            {
                case ("profile", var name):
                    set.Add(name, values);
                    break;
                case ("sso-session", var name):
                    set._ssoSessions[name] = values;
                    break;
                case ("services", var name):
                    set._services[name] = values;
                    break;
                case ("default", ""):
                    set.Add("default", values);
                    break;
            }
        }

        foreach (var (name, values) in ProfileFile.Read(credentialsPath))
        {
            set.Add(name, values);
            if (values.ContainsKey("aws_access_key_id"))
            {
                set._withStoredKey.Add(name);
            }
        }

        return set;
    }

    /// <summary>A profile's settings by their names in lower case; null where there is none of the name, which is told apart by case.</summary>
    /// <param name="name">The profile.</param>
    public IReadOnlyDictionary<string, string>? Find(string name) => _profiles.GetValueOrDefault(name);

    /// <summary>True where the credentials file has a key of the profile: only then does it go before a <c>credential_process</c>.</summary>
    /// <param name="name">The profile.</param>
    public bool HasStoredKey(string name) => _withStoredKey.Contains(name);

    /// <summary>An <c>sso-session</c> section.</summary>
    /// <param name="name">Its name.</param>
    public IReadOnlyDictionary<string, string>? FindSsoSession(string name) => _ssoSessions.GetValueOrDefault(name);

    /// <summary>A <c>services</c> section; what is nested is named <c>service.setting</c>.</summary>
    /// <param name="name">Its name.</param>
    public IReadOnlyDictionary<string, string>? FindServices(string name) => _services.GetValueOrDefault(name);

    private void Add(string name, IReadOnlyDictionary<string, string> values)
    {
        if (!_profiles.TryGetValue(name, out var profile))
        {
            _profiles.Add(name, profile = new(StringComparer.Ordinal));
        }

        foreach (var (key, value) in values)
        {
            profile[key] = value;
        }
    }

    private static (string Kind, string Name) Kind(string title)
    {
        var space = title.IndexOfAny([' ', '\t']);
        return space < 0 ? (title, "") : (title[..space], Unquote(title[(space + 1)..].Trim()));
    }

    private static string Unquote(string name) =>
        name.Length > 1 && name[0] is '"' or '\'' && name[^1] == name[0] ? name[1..^1] : name;

    private static string At(string variable, string file)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } said ? Path.Combine(home, ".aws", file)
            : said == "~" || said.StartsWith("~/", StringComparison.Ordinal) ? home + said[1..]
            : said;
    }
}

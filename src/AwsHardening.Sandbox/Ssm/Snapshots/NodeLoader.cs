using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Ec2.Snapshots;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>
/// Puts what Systems Manager said of a snapshot's account into the state of a new one: which agents report and which are connected,
/// the preferences of sessions, the default host management role. What an agent was said to do stands until its own surroundings
/// come to something else here than they did at first.
/// </summary>
internal sealed class NodeLoader(SsmService service, string region) : ServiceLoader("ssm", service.NewCopy(region))
{
    private const string Connection = "ConnectionStatus";

    private readonly SsmRegion _state = service.Region(region);
    private readonly Dictionary<string, JsonObject> _told = new(StringComparer.Ordinal);
    private bool _isUnread;

    public override void Link()
    {
        Copy.AddUnread("GetServiceSetting", null, "The snapshot has the setting of host management alone.", SettingOperations.DocumentSharing);
        foreach (var instance in _isUnread ? [] : _state.Ec2.Instances.Rows)
        {
            var information = _told.GetValueOrDefault(instance.Id);
            var reports = information?.Text("PingStatus") == "Online";
            var here = new Agent(_state, instance).Here;
            // Whether sessions start where it could not be asked is what this account makes of it.
            var connected = information is null ? false : information.Text(Connection) is { } status ? status == "connected" : here.Connected;
            if (here != (reports, connected))
            {
                _state.Told[instance.Id] = new AgentWord(here, (reports, connected));
            }
        }
    }

    protected override void Add(SnapshotRecord record, JsonObject data)
    {
        if (record.Type == SnapshotTypes.SessionDocument.Name)
        {
            AddDocument(data);
        }
        else if (record.Type == SnapshotTypes.ServiceSetting.Name)
        {
            if (data.Text("Status") != "Default")
            {
                _state.Settings[data.Text("SettingId")!] = data.Text("SettingValue") ?? "";
            }
        }
        else
        {
            AddNode(record, data);
        }
    }

    protected override void Compare(string type, JsonObject data)
    {
        if (type == SnapshotTypes.ManagedInstance.Name && !_isUnread)
        {
            var node = _state.Node(data.Text("InstanceId")!)!;
            var live = node.Shape(data.Text("AgentVersion") ?? "");
            // An agent that reports does so again here; what it last did is known of others alone.
            if (data.Text("PingStatus") is "Online" and var online)
            {
                live.Remove("LastPingDateTime");
                live["PingStatus"] = online;
            }

            node.Overlay = SnapshotOverlay.Between(live, Shown(data, Connection));
        }
    }

    private void AddNode(SnapshotRecord record, JsonObject data)
    {
        var id = data.Text("InstanceId")!;
        if (_state.Ec2.Instances.Find(id) is not { } instance)
        {
            _isUnread = true;
            Copy.AddUnread(new SnapshotRecord(record.Type) { Unread = $"The snapshot says nothing about instance {id}." });
            return;
        }

        _told[id] = data;
        _state.Add(new ManagedNode(instance, LoadScene.Time(data.Text("LastPingDateTime"))));
        if (data.Text("AgentVersion") is { } version)
        {
            _state.AgentVersions[id] = version;
        }

        AddUnread(data, id);
    }

    private void AddDocument(JsonObject data)
    {
        var document = new SsmDocument(data.Text("Name")!, data.Text("DocumentType") ?? "Session", data.Text("Owner") ?? "");
        foreach (var version in data.Items("Versions"))
        {
            document.Versions.Add(new DocumentVersion(
                version.Text("DocumentVersion")!, version.Text("Content") ?? "", version.Text("DocumentFormat") ?? "JSON",
                LoadScene.Time(version.Text("CreatedDate"))));
        }

        document.Default = document.Versions.Find(version => version.Number == data.Text("DefaultVersion"))
            ?? throw new FormatException("its default version is not among its versions");
        document.Tags.Add(data.Items("Tags"));
        _state.Documents[document.Name] = document;
        AddUnread(data, document.Name);
    }
}

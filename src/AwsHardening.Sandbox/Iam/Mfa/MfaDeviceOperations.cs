using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>MFA devices: virtual ones are made first and enabled by two codes; others are enabled by their serial number.</summary>
internal sealed class MfaDeviceOperations(IamState state)
{
    // Quota "MFA devices in use by an IAM user" and of the root user.
    private const int Quota = 8;

    public void Register(OperationSet set)
    {
        set.Add("CreateVirtualMFADevice", Create);
        set.Add("DeleteVirtualMFADevice", Delete);
        set.Add("EnableMFADevice", Enable);
        set.Add("ResyncMFADevice", Resync);
        set.Add("DeactivateMFADevice", Deactivate);
        set.Add("ListMFADevices", call =>
        {
            var owner = state.Owner(call);
            return IamState.Page(call, "MFADevices", owner.Means.Devices.Select(device => Json.Of(
                ("UserName", owner.UserName), ("SerialNumber", device.SerialNumber), ("EnableDate", Json.Time(device.Enabled!.Value)))));
        });
        set.Add("ListVirtualMFADevices", call => IamState.Page(call, "VirtualMFADevices", state.VirtualDevices.Values
            .Where(device => call.Text("AssignmentStatus") switch
            {
                "Assigned" => device.Owner is not null,
                "Unassigned" => device.Owner is null,
                _ => true,
            })
            .Select(device => Json.Of(
                ("SerialNumber", device.SerialNumber), ("EnableDate", device.Enabled is { } enabled ? Json.Time(enabled) : null),
                ("User", device.Owner is { } owner ? state.Shape(owner) : null)))));
    }

    private JsonObject Create(ServiceCall call)
    {
        var serial = state.Arn("mfa", IamState.Path(call), IamState.Name(call, "VirtualMFADeviceName", 226));
        if (state.VirtualDevices.ContainsKey(serial))
        {
            throw IamErrors.AlreadyExists("MFADevice entity at the same path and name already exists.");
        }

        var device = new MfaDevice(serial, state.NewSeed());
        state.VirtualDevices.Add(serial, device);
        return Json.Of(("VirtualMFADevice", Json.Of(
            ("SerialNumber", serial), ("Base32StringSeed", Convert.ToBase64String(Encoding.ASCII.GetBytes(device.Seed))),
            ("QRCodePNG", Convert.ToBase64String(BlankPicture.Png)))));
    }

    private void Enable(ServiceCall call)
    {
        var (owner, serial) = (state.Owner(call), call.Required("SerialNumber"));
        var device = state.VirtualDevices.GetValueOrDefault(serial)
            ?? (serial.StartsWith("arn:", StringComparison.Ordinal)
                ? throw IamErrors.NoSuchEntity($"VirtualMFADevice with serial number {serial} does not exist.")
                : new MfaDevice(serial, state.NewSeed()));
        if (device.Owner is not null)
        {
            throw IamErrors.AlreadyExists($"MFADevice with serial number {serial} is already in use.");
        }

        if (owner.Means.Devices.Count >= Quota)
        {
            throw IamErrors.LimitExceeded($"Cannot exceed quota for MFADevicesPerUser: {Quota}");
        }

        Prove(device, call);
        Attach(device, owner, state.Now);
    }

    public static void Attach(MfaDevice device, SignInOwner owner, DateTimeOffset enabled)
    {
        (device.Owner, device.Enabled) = (owner, enabled);
        owner.Means.Devices.Add(device);
    }

    private void Resync(ServiceCall call) => Prove(Assigned(call), call);

    private void Prove(MfaDevice device, ServiceCall call)
    {
        if (!device.Takes(call.Required("AuthenticationCode1"), call.Required("AuthenticationCode2"), state.Now))
        {
            throw new AwsErrorException("InvalidAuthenticationCode", "Authentication code for device is not valid.", 403);
        }
    }

    private void Deactivate(ServiceCall call)
    {
        var device = Assigned(call);
        state.Owner(call).Means.Devices.Remove(device);
        (device.Owner, device.Enabled) = (null, null);
    }

    private MfaDevice Assigned(ServiceCall call) =>
        state.Owner(call).Means.Devices.Find(device => device.SerialNumber == call.Required("SerialNumber"))
        ?? throw IamErrors.NoSuchEntity($"MFA Device with serial number {call.Required("SerialNumber")} does not exist.");

    private void Delete(ServiceCall call)
    {
        var serial = call.Required("SerialNumber");
        var device = state.VirtualDevices.GetValueOrDefault(serial)
            ?? throw IamErrors.NoSuchEntity($"VirtualMFADevice with serial number {serial} does not exist.");
        if (device.Owner is not null)
        {
            throw IamErrors.DeleteConflict("MFA VirtualDevice in use. Must deactivate first.");
        }

        state.VirtualDevices.Remove(serial);
    }
}

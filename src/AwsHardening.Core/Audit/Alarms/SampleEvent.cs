using System.Text.Json.Nodes;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>Makes events as CloudTrail writes them (CloudTrail User Guide: CloudTrail record contents), to try patterns on.</summary>
internal static class SampleEvent
{
    private const string Account = "111122223333";

    /// <summary>A call that a user made.</summary>
    /// <param name="source">The service, such as <c>iam.amazonaws.com</c>.</param>
    /// <param name="name">The call.</param>
    /// <param name="parameters">What it was told.</param>
    /// <param name="error">The error's code; null for a call that was answered.</param>
    public static string Call(string source, string name, JsonObject? parameters = null, string? error = null)
    {
        var made = Record(User(), source, name, "AwsApiCall");
        made["requestParameters"] = parameters;
        if (error is not null)
        {
            made["errorCode"] = error;
            made["errorMessage"] = "Not allowed.";
        }

        return made.ToJsonString();
    }

    /// <summary>A call that the root user made, or a service for it.</summary>
    /// <param name="source">The service.</param>
    /// <param name="name">The call.</param>
    /// <param name="accessKeyId">The key that signed it: one that begins with AKIA is a long-lived one.</param>
    /// <param name="invokedBy">The service that made it in the root user's name; null for the root user.</param>
    /// <param name="eventType">Who records it: <c>AwsServiceEvent</c> where nobody called.</param>
    public static string Root(string source, string name, string accessKeyId = "ASIAIOSFODNN7EXAMPLE", string? invokedBy = null, string eventType = "AwsApiCall")
    {
        var root = Identity("Root", $"arn:aws:iam::{Account}:root", accessKeyId);
        if (invokedBy is not null)
        {
            root["invokedBy"] = invokedBy;
        }

        return Record(root, source, name, eventType).ToJsonString();
    }

    /// <summary>A sign-in to the console.</summary>
    /// <param name="succeeded">Whether the password was right.</param>
    /// <param name="mfa">Whether an MFA device was used.</param>
    /// <param name="federated">True for somebody who came from an identity provider.</param>
    public static string SignIn(bool succeeded, bool mfa, bool federated = false)
    {
        var made = Record(federated ? Federated() : User(), "signin.amazonaws.com", "ConsoleLogin", "AwsConsoleSignIn");
        made["responseElements"] = new JsonObject { ["ConsoleLogin"] = succeeded ? "Success" : "Failure" };
        made["additionalEventData"] = new JsonObject { ["MobileVersion"] = "No", ["MFAUsed"] = mfa ? "Yes" : "No" };
        if (!succeeded)
        {
            made["errorMessage"] = "Failed authentication";
        }

        return made.ToJsonString();
    }

    /// <summary>A call of a service, not of a person.</summary>
    public static string ByService(string service, string source, string name, string error)
    {
        var made = Record(new JsonObject { ["type"] = "AWSService", ["invokedBy"] = service }, source, name, "AwsApiCall");
        made["sourceIPAddress"] = service;
        made["errorCode"] = error;
        return made.ToJsonString();
    }

    private static JsonObject User()
    {
        var user = Identity("IAMUser", $"arn:aws:iam::{Account}:user/example", "AKIAI44QH8DHBEXAMPLE");
        user["userName"] = "example";
        return user;
    }

    private static JsonObject Federated() => Identity("AssumedRole", $"arn:aws:sts::{Account}:assumed-role/reader/example", "");

    private static JsonObject Identity(string type, string arn, string accessKeyId) => new()
    {
        ["type"] = type,
        ["principalId"] = "AIDACKCEVSQ6C2EXAMPLE",
        ["arn"] = arn,
        ["accountId"] = Account,
        ["accessKeyId"] = accessKeyId,
    };

    private static JsonObject Record(JsonObject identity, string source, string name, string eventType) => new()
    {
        ["eventVersion"] = "1.11",
        ["userIdentity"] = identity,
        ["eventTime"] = "2026-11-22T12:00:00Z",
        ["eventSource"] = source,
        ["eventName"] = name,
        ["awsRegion"] = "us-east-1",
        ["sourceIPAddress"] = "203.0.113.12",
        ["userAgent"] = "aws-cli/2.31.0",
        ["requestParameters"] = null,
        ["responseElements"] = null,
        ["eventID"] = "2c8a3b1e-6d5f-4a90-9f1d-2f6a4c1b7e55",
        ["eventType"] = eventType,
        ["managementEvent"] = true,
        ["recipientAccountId"] = Account,
        ["eventCategory"] = "Management",
    };
}

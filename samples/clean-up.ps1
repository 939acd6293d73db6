#Requires -Version 7.4
<#
.SYNOPSIS
Takes down what two public workshops leave in an account, in an order in which AWS lets it go, and lists what is left over.
.DESCRIPTION
The workshops are FND203 (re:Inforce 2019) and AWS Security Essentials. Logging is stopped before its bucket is looked at, and a bucket
with logs is deleted only where its name is said. What this module has changed is taken back by its journal. What it does not manage is
listed, with what to do about it; nothing is deleted by name.

Without -ProfileName it runs on an embedded account, which it sets up first.
.EXAMPLE
samples/clean-up.ps1
.EXAMPLE
samples/clean-up.ps1 -ProfileName workshop -BucketName fdn203-demo-bucket-jo
#>
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    # The module: as built, or by name where it is installed.
    [string] $Module = (Join-Path $PSScriptRoot '../out/AwsHardening'),
    # An account of yours; left out, an embedded one.
    [string] $ProfileName,
    # The bucket of the logs, to delete it with them.
    [string] $BucketName
)

$ErrorActionPreference = 'Stop'
Import-Module $Module

if ($ProfileName) {
    $null = Connect-AwsHardening -ProfileName $ProfileName
} else {
    $null = Connect-AwsHardening -Sandbox Fnd203
    $BucketName = 'fdn203-demo-bucket-jo'
    $null = Enable-AuditBaseline -Region us-east-1 -BucketName $BucketName -WhatIf:$false -Confirm:$false
    $ConfirmPreference = 'None'
}

$before = @(Get-HardeningChange).ChangeId

# 1. Trail, recorders, detectors; then the bucket, which nothing fills any more.
$removal = @{}
if ($BucketName) { $removal = @{ PurgeBucket = $true; ConfirmBucketName = $BucketName } }
Disable-AuditBaseline @removal

# 2. Everything else that this module had changed before and that still stands, newest first.
$standing = @(Get-HardeningChange -Status Applied | Where-Object { -not $_.Undoes -and $_.ChangeId -in $before })
if ($standing) { $standing | Undo-HardeningChange -ErrorAction Continue }

# 3. What no command here takes away.
@(
    [pscustomobject] @{ What = 'EC2 key pair'; Name = 'FND203DemoKP'; Next = 'Delete it in EC2 once no instance of yours uses it.' }
    [pscustomobject] @{ What = 'CloudFormation stack'; Name = 'FND203-Demo-Stack'; Next = 'Delete it after its network ACLs are gone: a VPC with a network ACL of its own stays.' }
    [pscustomobject] @{ What = 'CloudWatch Logs group'; Name = 'fnd203-ssmlogs-logs'; Next = 'Delete it with its log streams, when nobody needs them.' }
    [pscustomobject] @{ What = 'Session Manager preferences'; Name = 'SSM-SessionManagerRunShell'; Next = 'Set them back in Systems Manager; the document is one a Region.' }
    [pscustomobject] @{ What = 'Service-linked roles'; Name = 'AWSServiceRoleForConfig, AWSServiceRoleForAmazonGuardDuty'; Next = 'They cost nothing; delete them in IAM once their services are off in every Region.' }
    [pscustomobject] @{ What = 'Terraform state'; Name = 'setup/terraform.tfstate'; Next = 'Run terraform destroy in each folder of the second workshop, then empty and delete its bucket.' }
) | Format-List

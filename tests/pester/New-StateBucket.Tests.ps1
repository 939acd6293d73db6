BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'New-StateBucket' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterEach { Disconnect-AwsHardening }

    It 'makes a bucket that is private, versioned, encrypted and TLS only' {
        $bucket = New-StateBucket -Name example-state
        $bucket | Should -HaveCount 1
        $bucket | Should -BeOfType AwsHardening.StateBucket
        $bucket.Arn | Should -BeExactly 'arn:aws:s3:::example-state'
        $bucket.Region | Should -BeExactly 'us-east-1'
        $bucket.Versioning | Should -BeExactly 'Enabled'
        $bucket.Encryption | Should -BeExactly 'AES256'
        $bucket.PublicAccessBlocked | Should -BeTrue
        $bucket.TlsOnly | Should -BeTrue
        $bucket.Status | Should -BeExactly 'Created'
        (Get-HardeningChange -Id $bucket.ChangeId).ResourceType | Should -BeExactly 'AWS::S3::Bucket'
        (Get-Mutation).Operation | Should -Be 'CreateBucket', 'PutBucketPolicy', 'PutBucketOwnershipControls', 'PutBucketVersioning', 'PutBucketEncryption', 'PutPublicAccessBlock'
    }

    It 'takes a key, an expiry and tags' {
        $bucket = New-StateBucket example-state -KmsKeyId alias/state -NoncurrentVersionExpirationInDays 90 -Tag @{ Owner = 'platform'; Level = 1 }
        $bucket.Encryption | Should -BeExactly 'aws:kms'
        $bucket.KmsKeyId | Should -BeExactly 'alias/state'
        $tagging = (Get-Mutation | Where-Object Operation -EQ 'PutBucketTagging').Parameters | ConvertFrom-Json
        $tagging.Tagging.TagSet.Key | Should -Be 'Level', 'Owner'
        $tagging.Tagging.TagSet.Value | Should -Be '1', 'platform'
        $rule = ((Get-Mutation | Where-Object Operation -EQ 'PutBucketLifecycleConfiguration').Parameters | ConvertFrom-Json).LifecycleConfiguration.Rules
        $rule.NoncurrentVersionExpiration.NoncurrentDays | Should -Be 90
    }

    It 'is idempotent, and raises what falls short later' {
        $null = New-StateBucket example-state
        $calls = (Get-Mutation).Count
        (New-StateBucket example-state).Status | Should -BeExactly 'Unchanged'
        (Get-Mutation).Count | Should -Be $calls
        $adopted = New-StateBucket example-state -Tag @{ Owner = 'platform' }
        $adopted.Status | Should -BeExactly 'Adopted'
        (Get-Mutation | Select-Object -Skip $calls).Operation | Should -Be 'PutBucketTagging'
    }

    It 'makes no call that changes anything under -WhatIf, and still says what it would do' {
        $plan = New-StateBucket example-state -WhatIf
        $plan.Status | Should -BeExactly 'WhatIf'
        $plan.TlsOnly | Should -BeTrue
        $plan.ChangeId | Should -BeNullOrEmpty
        Get-Mutation | Should -BeNullOrEmpty
        Get-HardeningChange | Should -BeNullOrEmpty
    }

    It 'obeys $WhatIfPreference' {
        $WhatIfPreference = $true
        $null = New-StateBucket example-state
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'does not ask with -Confirm:$false' {
        (New-StateBucket example-state -Confirm:$false).Status | Should -BeExactly 'Created'
    }

    It 'asks with -Confirm, and takes nobody for no' {
        { New-StateBucket example-state -Confirm } | Should -Throw
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'takes names from the pipeline, and reports the one that cannot be' {
        $made = 'first-state', 'Not A Name', 'second-state' | New-StateBucket -ErrorAction SilentlyContinue -ErrorVariable problem
        $made.Name | Should -Be 'first-state', 'second-state'
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'BucketNameInvalid,AwsHardening.Changes.NewStateBucketCommand'
        $problem[0].TargetObject | Should -Be 'Not A Name'
        { New-StateBucket 'Not A Name' -ErrorAction Stop } | Should -Throw -ErrorId 'BucketNameInvalid*'
    }

    It 'makes the bucket in the Region that is said' {
        $bucket = New-StateBucket example-state -Region eu-west-1
        $bucket.Region | Should -BeExactly 'eu-west-1'
        ((Get-Mutation)[0].Parameters | ConvertFrom-Json).CreateBucketConfiguration.LocationConstraint | Should -BeExactly 'eu-west-1'
    }

    It 'is taken back by the id that it wrote' {
        New-StateBucket example-state | Undo-HardeningChange | Should -HaveCount 1
        (Get-Mutation)[-1].Operation | Should -BeExactly 'DeleteBucket'
        (New-StateBucket example-state).Status | Should -BeExactly 'Created'
    }

    It 'refuses an expiry of <_> days' -ForEach 0, -1 {
        { New-StateBucket example-state -NoncurrentVersionExpirationInDays $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }

    It 'is taken back unless it is confirmed, as one with all buckets of the command' {
        $made = 'first-state', 'second-state' | New-StateBucket -RevertAfter 01:00:00 -WarningAction SilentlyContinue -WarningVariable said
        $made.Status | Should -Be 'Created', 'Created'
        $said | Should -HaveCount 1
        $pending = Get-PendingRevert
        $pending.ChangeIds | Should -Be $made.ChangeId
        Confirm-HardeningChange $pending.Id | Should -HaveCount 2
        Get-PendingRevert | Should -BeNullOrEmpty
        (Get-HardeningChange).Status | Should -Be 'Applied', 'Applied'
    }

    It 'goes by itself when its time has come' {
        $null = New-StateBucket example-state -RevertAfter 00:00:01 -WarningAction SilentlyContinue
        Get-PendingRevert | Invoke-PendingRevert -Wait | Out-Null
        Wait-Until { -not (Get-PendingRevert) }
        (Get-Mutation)[-1].Operation | Should -BeExactly 'DeleteBucket'
        (Get-HardeningChange)[0].Status | Should -BeExactly 'Undone'
    }

    It 'has no time to revert in a plan' {
        { New-StateBucket example-state -RevertAfter 01:00:00 -PlanOnly } | Should -Throw -ErrorId 'ParametersContradict*'
    }
}
